// The files of a build.

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import { contentType } from "./rules.js";

/**
 * A file as it is uploaded. `tag` is the ETag that S3 gives to its content.
 * @typedef {{ key: string, content: Buffer, type: string, tag: string }} BuiltFile
 */

/** Without these, it is no whole build, and uploading it would remove those that are there. */
const NEEDED = ["dashboard/index.html", "track-ticket/index.html", "widget.js"];

/** The shop that shows the widget on a laptop. In the cloud, `/` leads to the tracker. */
const LOCAL_ONLY = "demo/";

/**
 * @param {string} folder
 * @returns {Promise<BuiltFile[]>}
 */
export async function readBuild(folder) {
  const entries = await list(folder);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const published = paths.filter((path) => !keyOf(folder, path).startsWith(LOCAL_ONLY));
  const files = await Promise.all(published.map((path) => read(folder, path)));
  const missing = NEEDED.find((key) => !files.some((file) => file.key === key));
  if (missing) throw new Error(`${folder} has no ${missing}: build the pages with npm run build in web/`);
  return files;
}

/** @param {string} folder */
async function list(folder) {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw new Error(`${folder} cannot be read: build the pages with npm run build in web/`, { cause });
  }
}

/**
 * @param {string} folder
 * @param {string} path
 */
async function read(folder, path) {
  const key = keyOf(folder, path);
  const content = await readFile(path);
  const tag = `"${createHash("md5").update(content).digest("hex")}"`;
  return { key, content, type: contentType(key), tag };
}

/**
 * @param {string} folder
 * @param {string} path
 */
const keyOf = (folder, path) => relative(folder, path).split(sep).join("/");
