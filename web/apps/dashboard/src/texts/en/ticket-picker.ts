export const ticketPicker = {
  insert: "Insert ticket",
  search: "Number or words",
  of: (email: string) => `Tickets of ${email}`,
  others: "Of other customers: the visitor sees no card of these",
  searching: "Searching",
  none: (email: string) => `${email} has no ticket yet`,
  noneHint: "Write a number or words to look at all tickets.",
  nothing: "Nothing found",
  nothingHint: "Numbers, and words of the title and the customer's name are searched for.",
  failed: "The tickets could not be searched just now.",
  count: (count: number) => (count === 1 ? "1 ticket" : `${count} tickets`),
};
