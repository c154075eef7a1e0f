import { expect, test } from "vitest";
import { isOrigin } from "./origin";

test.each([
  "https://shop.example",
  "http://shop.example",
  "https://shop.example:8443",
  "http://localhost:8080",
  "https://xn--bcher-kva.example",
  "https://my_shop.example",
  "http://192.0.2.1:3000",
  "http://[::1]",
])("%s is an origin", (text) => expect(isOrigin(text)).toBe(true));

test.each([
  "",
  "*",
  "null",
  "shop.example",
  "https://",
  "https://*.shop.example",
  "ftp://shop.example",
  "HTTPS://shop.example",
  "https://Shop.example",
  "https://shop.example/",
  "https://shop.example/page",
  "https://shop.example?a",
  "https://me@shop.example",
  "https://shop.example:443",
  "https://shop.example:08443",
  "https://bücher.example",
  "https://shop..example",
  "https://shop.example.",
  "https://-shop.example",
  "http://127.1",
  "https://a.example https://b.example",
])("%s is none", (text) => expect(isOrigin(text)).toBe(false));
