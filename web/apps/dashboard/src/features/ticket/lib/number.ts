/**
 * The number as the API writes it, from what somebody put into the address: `tkt-3` is `TKT-00003`.
 * Whatever else it is stays as it is, and the API says whether there is such a ticket.
 */
export function writtenNumber(text: string): string {
  const short = /^\s*#?([a-z][a-z0-9]{1,9})[\s_-]*0*(\d{1,5})\s*$/i.exec(text);
  if (!short) return text.trim().toUpperCase();
  const [, prefix = "", digits = ""] = short;
  return `${prefix.toUpperCase()}-${digits.padStart(5, "0")}`;
}
