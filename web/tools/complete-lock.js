// Completes package-lock.json with the packages of other platforms. `node tools/complete-lock.js [FOLDER]`, after each `npm install`.
//
// npm leaves them out when the registry it asked does not offer them (yet), says nothing, and then
// refuses its own lock in `npm ci`. With them here, `npm ci` works and each machine takes its own.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SYSTEMS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const PROCESSORS = ["arm64", "arm", "ia32", "loong64", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

const path = join(process.argv[2] ?? ".", "package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8"));
const added = Object.values(lock.packages).flatMap((parent) =>
  Object.entries(parent.optionalDependencies ?? {})
    .filter(([name]) => !(`node_modules/${name}` in lock.packages))
    .map(([name, version]) => [`node_modules/${name}`, ofOtherPlatform(name, version, parent)]),
);
if (added.length > 0) {
  Object.assign(lock.packages, Object.fromEntries(added));
  const sorted = Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(`${path}: ${added.length} packages of other platforms added`);

function ofOtherPlatform(name, version, parent) {
  if (!/^\d+\.\d+\.\d+\S*$/.test(version)) throw new Error(`${name}: ${version} names no one version`);
  const words = name.replace(/^@[^/]+\//, "").split("-");
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const os = SYSTEMS.filter((system) => words.includes(system));
  if (cpu.length === 0) throw new Error(`${name} names no platform`);
  const libc = words.includes("musl") ? { libc: ["musl"] } : {};
  return {
    version,
    cpu,
    ...(parent.dev && { dev: true }),
    ...libc,
    optional: true,
    ...(os.length > 0 && { os }),
  };
}
