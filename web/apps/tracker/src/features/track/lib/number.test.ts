import { describe, expect, test } from "vitest";
import { readNumber } from "./number";

describe("what people paste is read as the number that they mean", () => {
  test.each([
    ["as written", "TKT-00003", "TKT-00003"],
    ["with outer spaces", "  TKT-00003 \n", "TKT-00003"],
    ["in lower case and short", "#tkt-3", "TKT-00003"],
    ["from a sentence", "Ticket TKT-00003:", "TKT-00003"],
    ["from a mail's subject", "Re: Support Ticket Reference: TKT-00003", "TKT-00003"],
    ["from the owner's mail", "New Support Ticket #TKT-20240115-0001", "TKT-20240115-0001"],
    ["dated and short", "tkt-20240115-1", "TKT-20240115-0001"],
    ["of six digits", "TKT-123456", "TKT-123456"],
    ["with too many zeros", "TKT - 0000031", "TKT-00031"],
    ["with the dash of a mail program", "TKT–00003", "TKT-00003"],
    ["with characters that cannot be seen", "\ufeffTKT-\u200b00003\u200e", "TKT-00003"],
    ["in full width", "ＴＫＴ－００００３", "TKT-00003"],
    ["from our link", "https://help.example.com/track-ticket?ticket=TKT-00003&w=demo", "TKT-00003"],
    ["after another word with a number", "order A-5, ticket TKT-00003", "TKT-00003"],
    ["in brackets", "(TKT-00003)", "TKT-00003"],
  ])("%s: %j", (_, text, number) => expect(readNumber(text)).toBe(number));
});

describe("what only the workspace can complete keeps its digits", () => {
  test.each([
    ["3", "3"],
    ["# 3", "3"],
    ["Ticket no. 3", "3"],
    ["ticket number: 00003.", "00003"],
    ["tkt 3", "TKT 3"],
    ["tkt3", "TKT3"],
    ["20240115-0001", "20240115-0001"],
  ])("%j", (text, number) => expect(readNumber(text)).toBe(number));
});

describe("what is no number comes back nearly as it was", () => {
  test.each([
    ["", ""],
    ["ticket", "TICKET"],
    ["maria@example.com", "MARIA@EXAMPLE.COM"],
    ["?ticket=%E0%A4%A", "E0%A4%A"],
  ])("%j", (text, number) => expect(readNumber(text)).toBe(number));
});

test("reading a number twice changes nothing more", () => {
  for (const text of ["#tkt-3", "Ticket no. 3", "tkt 3", "TKT-20240115-1", "what?"]) {
    expect(readNumber(readNumber(text))).toBe(readNumber(text));
  }
});
