// Runs a function of CloudFront's on events: `{code, events}` comes in, what it made of each goes out.

import { readFileSync } from 'node:fs';

const { code, events } = JSON.parse(readFileSync(0, 'utf8'));
const handler = new Function(`${code}; return handler;`)();
process.stdout.write(JSON.stringify(events.map((event) => handler(event))));
