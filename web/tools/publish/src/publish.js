// A build goes to a stack: assets first, pages last, so that no page names a file that is not there.

import { isDeepStrictEqual } from "node:util";

import { CreateInvalidationCommand } from "@aws-sdk/client-cloudfront";

import * as bucket from "./bucket.js";
import { readBuild } from "./build.js";
import { plan } from "./plan.js";
import { readStack } from "./stack.js";

/**
 * @typedef {object} Clients
 * @property {import("@aws-sdk/client-cloudformation").CloudFormationClient} cloudformation
 * @property {import("@aws-sdk/client-cloudfront").CloudFrontClient} cloudfront
 * @property {import("@aws-sdk/client-s3").S3Client} s3
 *
 * @typedef {object} Options
 * @property {string} stack
 * @property {string} folder
 * @property {boolean} [dryRun] tell what would be done, and do nothing
 * @property {boolean} [force] upload what is there already, too
 * @property {Date} [now]
 */

/**
 * @param {Clients} clients
 * @param {Options} options
 * @param {(line: string) => void} tell
 */
export async function publish(clients, options, tell) {
  const files = await readBuild(options.folder);
  const stack = await readStack(clients.cloudformation, options.stack);
  const site = { s3: clients.s3, name: stack.bucket };
  const [objects, before] = await Promise.all([bucket.list(site), bucket.readRetired(site)]);
  const todo = plan(files, objects, before, { now: options.now ?? new Date(), force: options.force });
  report(todo, objects, tell);
  if (options.dryRun) return tell("nothing was done: this was a dry run");
  for (const group of todo.uploads) await bucket.upload(site, group);
  await bucket.remove(site, todo.removals);
  if (!isDeepStrictEqual(todo.retired, before)) await bucket.writeRetired(site, todo.retired);
  await invalidate(clients.cloudfront, stack.distribution, todo.invalidations);
  tell(`the pages are at ${stack.url}`);
}

/**
 * @param {import("./plan.js").Plan} todo
 * @param {Map<string, string>} objects
 * @param {(line: string) => void} tell
 */
function report(todo, objects, tell) {
  const uploads = todo.uploads.flat();
  for (const { key } of uploads) tell(`${objects.has(key) ? "change" : "add"} ${key}`);
  for (const key of todo.removals) tell(`remove ${key}`);
  for (const path of todo.invalidations) tell(`invalidate ${path}`);
  const kept = Object.keys(todo.retired).length;
  if (kept > 0) tell(`keep ${kept} assets of earlier builds, each for 30 days`);
  if (uploads.length + todo.removals.length === 0) tell("nothing has changed");
}

/**
 * Pages are asked for anew all the time (`no-cache`), and CloudFront asks S3 after a second: this makes it at once.
 * @param {import("@aws-sdk/client-cloudfront").CloudFrontClient} cloudfront
 * @param {string} distribution
 * @param {string[]} paths
 */
async function invalidate(cloudfront, distribution, paths) {
  if (paths.length === 0) return;
  const batch = { CallerReference: crypto.randomUUID(), Paths: { Quantity: paths.length, Items: paths } };
  await cloudfront.send(
    new CreateInvalidationCommand({ DistributionId: distribution, InvalidationBatch: batch }),
  );
}
