// S3, CloudFront and CloudFormation on this machine, with one stack.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import {
  CloudFrontClient,
  CreateDistributionCommand,
  GetInvalidationCommand,
  ListInvalidationsCommand,
} from "@aws-sdk/client-cloudfront";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";

/** Nothing of whoever runs the tests: no profile, no keys, no questions to an instance's metadata. */
export const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: "/nonexistent",
  AWS_EC2_METADATA_DISABLED: "true",
};
export const CREDENTIALS = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
export const REGION = "us-east-1";

/** Starts moto on a free port, and returns when it listens. */
export async function startMoto() {
  const program = process.env.MOTO_SERVER ?? "moto_server";
  const server = spawn(program, ["-H", "127.0.0.1", "-p", "0"], {
    env: { ...ENVIRONMENT, PYTHONUNBUFFERED: "1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = [];
  for await (const line of createInterface({ input: server.stderr })) {
    const endpoint = line.match(/Running on (http:\/\/127\.0\.0\.1:\d+)/)?.[1];
    if (endpoint) {
      server.stderr.resume();
      return { endpoint, stop: () => stop(server) };
    }
    said.push(line);
  }
  throw new Error(`moto does not start: ${said.join("\n")}`);
}

/** @param {import("node:child_process").ChildProcess} server */
async function stop(server) {
  const ended = once(server, "exit");
  server.kill();
  await ended;
}

/** @param {string} endpoint */
export function clients(endpoint) {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const settings = { endpoint, region: REGION, credentials };
  return {
    cloudformation: new CloudFormationClient(settings),
    cloudfront: new CloudFrontClient(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
  };
}

/**
 * A bucket, a distribution, and a stack whose outputs name them.
 * @param {ReturnType<typeof clients>} aws
 * @param {string} name
 */
export async function createStack(aws, name) {
  const bucket = `${name}-pages`;
  await aws.s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const distribution = await createDistribution(aws.cloudfront, bucket);
  const outputs = { SiteBucket: bucket, DistributionId: distribution, SiteUrl: "https://d1.cloudfront.net" };
  const template = {
    Resources: { Topic: { Type: "AWS::SNS::Topic" } },
    Outputs: Object.fromEntries(Object.entries(outputs).map(([key, Value]) => [key, { Value }])),
  };
  await aws.cloudformation.send(
    new CreateStackCommand({ StackName: name, TemplateBody: JSON.stringify(template) }),
  );
  return { bucket, distribution };
}

/**
 * @param {CloudFrontClient} cloudfront
 * @param {string} bucket
 */
async function createDistribution(cloudfront, bucket) {
  const origin = {
    Id: "site",
    DomainName: `${bucket}.s3.amazonaws.com`,
    S3OriginConfig: { OriginAccessIdentity: "" },
  };
  const answer = await cloudfront.send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: bucket,
        Comment: "",
        Enabled: true,
        Origins: { Quantity: 1, Items: [origin] },
        DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https" },
      },
    }),
  );
  const id = answer.Distribution?.Id;
  if (!id) throw new Error("the distribution has no id");
  return id;
}

/**
 * The paths of every invalidation, the oldest first.
 * @param {ReturnType<typeof clients>} aws
 * @param {string} distribution
 */
export async function invalidations(aws, distribution) {
  const listed = await aws.cloudfront.send(new ListInvalidationsCommand({ DistributionId: distribution }));
  const ids = (listed.InvalidationList?.Items ?? []).map((one) => one.Id);
  const found = await Promise.all(
    ids.map((Id) => aws.cloudfront.send(new GetInvalidationCommand({ DistributionId: distribution, Id }))),
  );
  const times = found.map(({ Invalidation: one }) => ({
    at: one?.CreateTime?.getTime() ?? 0,
    paths: one?.InvalidationBatch?.Paths?.Items ?? [],
  }));
  return times.sort((one, other) => one.at - other.at).map((one) => one.paths);
}
