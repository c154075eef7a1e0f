import { useRef, useState } from "react";
import { type Search, useTrackedTicket } from "../api/track-ticket";
import { linkTo, readLink } from "../lib/question";
import { useQuestionForm } from "../lib/use-question-form";
import { SearchPage } from "./search-page";
import { TicketPage } from "./ticket-page";

/**
 * The whole tracker. What was searched for lives in this page's memory alone: after a reload the number, which
 * links carry too, is still in the address bar, and the address is asked for again.
 */
export function TrackPage() {
  const [link] = useState(() => readLink(location.search));
  const [search, setSearch] = useState<Search>();
  const searches = useRef(0);
  const tracked = useTrackedTicket(search);
  const form = useQuestionForm(link.ticket_number, tracked.data ? null : tracked.error);

  const startSearch = form.handleSubmit((asked) => {
    form.reset(asked);
    searches.current += 1;
    const question = { ...asked, workspace: link.workspace };
    history.replaceState(null, "", linkTo(question));
    setSearch({ id: searches.current, question });
  });

  if (tracked.data) {
    return (
      <TicketPage followed={tracked.data} tracked={tracked} onSearchAnother={() => setSearch(undefined)} />
    );
  }
  return (
    <SearchPage
      form={form}
      busy={tracked.isFetching}
      failure={tracked.error}
      failedAt={tracked.errorUpdatedAt}
      onSearch={startSearch}
    />
  );
}
