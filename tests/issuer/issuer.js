// An OpenID provider on a free port of 127.0.0.1, by the certified `oidc-provider`. Version 8 is the
// newest that supports Node 20; 9 asks for 22.
//
// It prints `ready <issuer>`, obeys the commands below on its standard input, each answered by one
// line `done`, and ends when its input does.

import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";

import Provider from "oidc-provider";

const commands = {
  // New keys sign from now on; the old ones are still published.
  rotate: () => (keys = [...newKeys(), ...keys]),
  // Tells another time than it is: `clock -7200` is two hours ago.
  clock: (seconds) => (shift = Number(seconds) * 1000),
};

// The answers on standard output stay alone there.
console.info = console.error;

let shift = 0;
const now = Date.now;
Date.now = () => now() + shift;

let keys = newKeys();
let provider;
const server = createServer((request, response) => provider.callback()(request, response));
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  provider = newProvider(issuer);
  console.log(`ready ${issuer}`);
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const [command, argument] = line.split(" ");
    commands[command](argument);
    provider = newProvider(issuer);
    console.log("done");
  });
  lines.on("close", () => process.exit());
});

function newProvider(issuer) {
  return new Provider(issuer, {
    jwks: { keys },
    clients: [
      client("dashboard", "RS256"),
      client("dashboard-es256", "ES256"),
      client("another-product", "RS256"),
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    // In the id_token itself, as Google, Microsoft and Okta send them; not at /me alone.
    conformIdTokenClaims: false,
    // Whoever signs in is who they say. The first word of an address decides what is said of it.
    findAccount: (_, email) => ({ accountId: email, claims: () => ({ sub: email, ...claims(email) }) }),
    cookies: { keys: [randomUUID()] },
  });
}

// As in a browser: no secret, PKCE always, back to a page of this machine.
function client(client_id, id_token_signed_response_alg) {
  return {
    client_id,
    id_token_signed_response_alg,
    application_type: "native",
    token_endpoint_auth_method: "none",
    redirect_uris: ["http://127.0.0.1/dashboard"],
  };
}

function claims(email) {
  const special = {
    unverified: { email, email_verified: false },
    text: { email, email_verified: "true" },
    unsaid: { email },
    nameless: {},
  };
  return special[email.split("@")[0]] ?? { email, email_verified: true };
}

function newKeys() {
  const pairs = [
    generateKeyPairSync("rsa", { modulusLength: 2048 }),
    generateKeyPairSync("ec", { namedCurve: "P-256" }),
  ];
  return pairs.map(({ privateKey }) => ({
    ...privateKey.export({ format: "jwk" }),
    kid: randomUUID(),
    use: "sig",
  }));
}
