// The bucket's objects.

import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";

import { cacheControl } from "./rules.js";

/** The bucket's policy keeps it from the distribution. */
const NOTES = ".publish/";
const RETIRED = `${NOTES}retired.json`;
const AT_ONCE = 8;
/** DeleteObjects takes no more. */
const REMOVED_AT_ONCE = 1000;

/**
 * @typedef {{ s3: import("@aws-sdk/client-s3").S3Client, name: string }} Bucket
 */

/**
 * The ETag of each object.
 * @param {Bucket} bucket
 */
export async function list({ s3, name }) {
  /** @type {Map<string, string>} */
  const objects = new Map();
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: name })) {
    for (const { Key: key, ETag: tag } of page.Contents ?? []) {
      if (key && !key.startsWith(NOTES)) objects.set(key, tag ?? "");
    }
  }
  return objects;
}

/**
 * @param {Bucket} bucket
 * @param {import("./build.js").BuiltFile[]} files
 */
export async function upload({ s3, name }, files) {
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.pop(); file; file = waiting.pop()) {
      await s3.send(
        new PutObjectCommand({
          Bucket: name,
          Key: file.key,
          Body: file.content,
          ContentType: file.type,
          CacheControl: cacheControl(file.key),
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/**
 * @param {Bucket} bucket
 * @param {string[]} keys
 */
export async function remove({ s3, name }, keys) {
  for (let from = 0; from < keys.length; from += REMOVED_AT_ONCE) {
    const batch = keys.slice(from, from + REMOVED_AT_ONCE).map((Key) => ({ Key }));
    const answer = await s3.send(
      new DeleteObjectsCommand({ Bucket: name, Delete: { Objects: batch, Quiet: true } }),
    );
    const [failed] = answer.Errors ?? [];
    if (failed) throw new Error(`${failed.Key} could not be removed: ${failed.Message}`);
  }
}

/**
 * @param {Bucket} bucket
 * @returns {Promise<import("./plan.js").Retired>}
 */
export async function readRetired({ s3, name }) {
  try {
    const answer = await s3.send(new GetObjectCommand({ Bucket: name, Key: RETIRED }));
    return JSON.parse((await answer.Body?.transformToString()) ?? "{}");
  } catch (error) {
    if (error instanceof NoSuchKey) return {};
    throw error;
  }
}

/**
 * @param {Bucket} bucket
 * @param {import("./plan.js").Retired} retired
 */
export async function writeRetired({ s3, name }, retired) {
  const Body = JSON.stringify(retired);
  await s3.send(new PutObjectCommand({ Bucket: name, Key: RETIRED, Body, ContentType: "application/json" }));
}
