import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";

import { publish } from "../src/publish.js";
import { CREDENTIALS, clients, createStack, ENVIRONMENT, invalidations, REGION, startMoto } from "./moto.js";

const PROGRAM = fileURLToPath(new URL("../publish.js", import.meta.url));
const IMMUTABLE = "public, max-age=31536000, immutable";
const BUILD = {
  "dashboard/index.html": "<script src=/dashboard/assets/app-1.js></script>",
  "dashboard/assets/app-1.js": "one()",
  "track-ticket/index.html": "<script src=/track-ticket/assets/app-1.js></script>",
  "track-ticket/assets/app-1.js": "two()",
  "robots.txt": "User-agent: *",
  "widget.js": "three()",
};
const RETIRED = ".publish/retired.json";

/** @type {Awaited<ReturnType<typeof startMoto>>} */
let moto;
/** @type {ReturnType<typeof clients>} */
let aws;
/** @type {{ bucket: string, distribution: string }} */
let stack;
/** @type {string} */
let name;
/** @type {string} */
let folder;
let count = 0;

before(async () => {
  moto = await startMoto();
  aws = clients(moto.endpoint);
});

after(() => moto.stop());

beforeEach(async () => {
  count += 1;
  name = `tkt-${count}`;
  folder = await mkdtemp(join(tmpdir(), "publish-"));
  stack = await createStack(aws, name);
  await build(BUILD);
});

afterEach(() => rm(folder, { recursive: true }));

test("a first run uploads all, with types and times, and invalidates nothing", async () => {
  const lines = await published();
  assert.deepEqual(
    lines
      .filter((line) => line.startsWith("add "))
      .map((line) => line.slice(4))
      .toSorted(),
    Object.keys(BUILD).toSorted(),
  );
  assert.deepEqual(await keys(), Object.keys(BUILD).toSorted());
  const page = await head("dashboard/index.html");
  assert.deepEqual([page.ContentType, page.CacheControl], ["text/html; charset=utf-8", "no-cache"]);
  const script = await head("dashboard/assets/app-1.js");
  assert.deepEqual([script.ContentType, script.CacheControl], ["text/javascript; charset=utf-8", IMMUTABLE]);
  assert.deepEqual(await invalidations(aws, stack.distribution), []);
  assert.equal(lines.at(-1), "the pages are at https://d1.cloudfront.net");
});

test("the demo shop stays on the laptop, and one that got there is removed", async () => {
  await build({
    "demo/index.html": "<h1>Lamps</h1>",
    "demo/assets/lamp-1.svg": "<svg/>",
    "demo.txt": "ours",
  });
  await aws.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: "demo/index.html", Body: "old" }));
  await published();
  assert.deepEqual(await keys(), [...Object.keys(BUILD), "demo.txt"].toSorted());
});

test("a run without a change writes nothing", async () => {
  await published();
  const before = await modified();
  assert.ok((await published()).includes("nothing has changed"));
  assert.deepEqual(await modified(), before);
  assert.deepEqual(await invalidations(aws, stack.distribution), []);
});

test("a changed page is uploaded and invalidated alone", async () => {
  await published();
  await build({ "track-ticket/index.html": "changed" });
  assert.deepEqual((await published()).slice(0, -1), [
    "change track-ticket/index.html",
    "invalidate /track-ticket/index.html",
  ]);
  assert.equal(await content("track-ticket/index.html"), "changed");
  assert.deepEqual(await invalidations(aws, stack.distribution), [["/track-ticket/index.html"]]);
});

test("a page's new script is there before the page, and the old one stays for open tabs", async () => {
  await published();
  await build({ "dashboard/index.html": "<script src=/dashboard/assets/app-2.js></script>" });
  await build({ "dashboard/assets/app-2.js": "new()" });
  await rm(join(folder, "dashboard/assets/app-1.js"));
  const now = new Date();
  const order = written(aws.s3);
  await published({ now });
  order.stop();
  assert.deepEqual(order.keys, ["dashboard/assets/app-2.js", "dashboard/index.html", RETIRED]);
  assert.ok((await keys()).includes("dashboard/assets/app-1.js"));
  const retired = JSON.parse(await content(RETIRED));
  assert.deepEqual(retired, { "dashboard/assets/app-1.js": now.toISOString() });
  // A month later it goes, and its note with it.
  await published({ now: new Date(now.getTime() + 31 * 24 * 60 * 60 * 1000) });
  assert.ok(!(await keys()).includes("dashboard/assets/app-1.js"));
  assert.deepEqual(JSON.parse(await content(RETIRED)), {});
  assert.deepEqual(await invalidations(aws, stack.distribution), [["/dashboard/index.html"]]);
});

test("a file that the build has no more is removed and invalidated", async () => {
  await published();
  await rm(join(folder, "robots.txt"));
  assert.deepEqual((await published()).slice(0, -1), ["remove robots.txt", "invalidate /robots.txt"]);
  assert.ok(!(await keys()).includes("robots.txt"));
});

test("a dry run tells what it would do and does nothing", async () => {
  const lines = await published({ dryRun: true });
  assert.ok(lines.includes("add dashboard/index.html"));
  assert.deepEqual(await keys(), []);
});

for (const file of ["dashboard/index.html", "track-ticket/index.html", "widget.js"]) {
  test(`a build without ${file} is refused before anything is removed`, async () => {
    await published();
    await rm(join(folder, file));
    await assert.rejects(published(), new RegExp(`has no ${file}: build the pages`));
    assert.ok((await keys()).includes(file));
  });
}

test("the program publishes, and says where", async () => {
  const { code, out } = await run(["--stack", name, "--region", REGION], CREDENTIALS);
  assert.equal(code, 0, out);
  assert.match(out, /add dashboard\/index\.html\n/);
  assert.match(out, /the pages are at https:\/\/d1\.cloudfront\.net\n$/);
});

test("a stack that is not there is named, with the region that was searched", async () => {
  const { code, out } = await run(["--stack", "nowhere", "--region", "eu-west-1"], CREDENTIALS);
  assert.deepEqual(
    [code, out],
    [
      1,
      "error: There is no stack nowhere in eu-west-1: deploy it first, or name its region with --region.\n",
    ],
  );
});

test("without credentials or a region it says so", async () => {
  const without = await run(["--stack", name, "--region", REGION], {});
  assert.equal(without.code, 1);
  assert.match(without.out, /^error: There are no AWS credentials: sign in, or set AWS_PROFILE\./);
  const nowhere = await run(["--stack", name], CREDENTIALS);
  assert.deepEqual(
    [nowhere.code, nowhere.out],
    [1, "error: No region is set: give --region, or set AWS_REGION.\n"],
  );
});

/** @param {{ now?: Date, dryRun?: boolean }} [more] */
async function published(more = {}) {
  /** @type {string[]} */
  const lines = [];
  await publish(aws, { stack: name, folder, ...more }, (line) => lines.push(line));
  return lines;
}

/** @param {Record<string, string>} files */
async function build(files) {
  for (const [key, text] of Object.entries(files)) {
    const path = join(folder, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

async function objects() {
  const answer = await aws.s3.send(new ListObjectsV2Command({ Bucket: stack.bucket }));
  return answer.Contents ?? [];
}

const keys = async () => (await objects()).map((one) => one.Key ?? "").toSorted();
const modified = async () => (await objects()).map((one) => [one.Key, one.LastModified?.getTime()]);
const head = (/** @type {string} */ Key) => aws.s3.send(new HeadObjectCommand({ Bucket: stack.bucket, Key }));

/** @param {string} Key */
async function content(Key) {
  const answer = await aws.s3.send(new GetObjectCommand({ Bucket: stack.bucket, Key }));
  return (await answer.Body?.transformToString()) ?? "";
}

/**
 * The keys that a client writes, in its order.
 * @param {import("@aws-sdk/client-s3").S3Client} s3
 */
function written(s3) {
  /** @type {(string | undefined)[]} */
  const keys = [];
  const name = "written";
  s3.middlewareStack.add(
    (next, context) => (call) => {
      if (context.commandName === "PutObjectCommand" && "Key" in call.input) keys.push(call.input.Key);
      return next(call);
    },
    { name, step: "initialize" },
  );
  return { keys, stop: () => s3.middlewareStack.remove(name) };
}

/**
 * @param {string[]} options
 * @param {Record<string, string>} environment
 * @returns {Promise<{ code: number, out: string }>}
 */
function run(options, environment) {
  const all = [PROGRAM, "--folder", folder, "--endpoint-url", moto.endpoint, ...options];
  const env = { ...ENVIRONMENT, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, all, { env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr });
    });
  });
}
