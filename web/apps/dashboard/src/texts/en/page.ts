/** What stands in the page itself, before its script has come or where none runs. The build writes it there. */
export const page = {
  language: "en",
  loading: "Loading the dashboard",
  slow: "This takes longer than it should. Check your connection, then reload the page.",
  withoutScript: {
    what: "This page needs JavaScript.",
    instead: "Switch it on, or open the page in another browser.",
  },
};
