// `cargo xtask publish-site` calls this with the folder of the built pages.

import { parseArgs } from "node:util";

import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { S3Client } from "@aws-sdk/client-s3";

import { publish } from "./src/publish.js";

// The SDK would tell at each run that its coming versions need a newer Node. Those of package-lock.json do not.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const { values } = parseArgs({
  options: {
    stack: { type: "string" },
    folder: { type: "string" },
    region: { type: "string" },
    "endpoint-url": { type: "string" },
    "dry-run": { type: "boolean" },
    force: { type: "boolean" },
  },
});

const region = values.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
const endpoint = values["endpoint-url"];
const settings = { ...(region ? { region } : {}), ...(endpoint ? { endpoint } : {}) };
const clients = {
  cloudformation: new CloudFormationClient(settings),
  cloudfront: new CloudFrontClient(settings),
  s3: new S3Client({ ...settings, forcePathStyle: endpoint !== undefined }),
};

try {
  const { stack, folder } = values;
  if (!stack || !folder) throw new Error("--stack and --folder are needed");
  const options = { stack, folder, dryRun: values["dry-run"], force: values.force };
  await publish(clients, options, console.log);
} catch (error) {
  console.error(`error: ${explained(error)}`);
  process.exitCode = 1;
}

/** @param {unknown} error */
function explained(error) {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "CredentialsProviderError") {
    return `There are no AWS credentials: sign in, or set AWS_PROFILE. (${error.message})`;
  }
  if (error.message.includes("Region is missing"))
    return "No region is set: give --region, or set AWS_REGION.";
  return error.name === "Error" ? error.message : `${error.name}: ${error.message}`;
}
