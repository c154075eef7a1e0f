import type { Card as AnyCard } from "@tkt/api/schema";
import { useStage } from "../lib/stage.ts";
import { moment } from "../lib/when.ts";
import { PriorityBadge, StatusBadge } from "./badge.tsx";
import { Icon } from "./icon.tsx";
import { OutsideLink } from "./outside-link.tsx";

type TicketCard = Extract<AnyCard, { kind: "ticket" }>;
type ErrorCard = Extract<AnyCard, { kind: "error" }>;

/** What stands below a message for a ticket's number in it. */
export function Card({ card }: { card: AnyCard }) {
  const { texts } = useStage();
  return (
    <article class={`card ${card.kind}-card`} aria-label={texts.card.label(card.ticket_number)}>
      {card.kind === "ticket" ? <Ticket card={card} /> : <NotShown card={card} />}
    </article>
  );
}

function Ticket({ card }: { card: TicketCard }) {
  const { texts, locale } = useStage();
  return (
    <>
      <div class="badges">
        <span class="number">{card.ticket_number}</span>
        <span class="badges">
          <StatusBadge status={card.status} />
          <PriorityBadge priority={card.priority} />
        </span>
      </div>
      <h3 dir="auto" title={card.title}>
        {card.title}
      </h3>
      <dl>
        {card.category !== null && <Fact name={texts.card.category} value={inUpperCase(card.category)} />}
        <Fact name={texts.card.customer} value={card.customer_name} />
        <Fact name={texts.card.created} value={moment(Date.parse(card.created_at), locale)} />
      </dl>
      <p class="next">{card.next_step}</p>
      <OutsideLink path={card.url}>{texts.card.open}</OutsideLink>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}

/** A value begins in upper case, like every other. */
function inUpperCase(category: string): string {
  const [first = "", ...rest] = category;
  return first.toLocaleUpperCase() + rest.join("");
}

/** The server's words, which tell nobody whether there is such a ticket. */
function NotShown({ card }: { card: ErrorCard }) {
  return (
    <>
      <Icon name="circleAlert" size={18} />
      <span class="number">{card.ticket_number}</span>
      <p>{card.message}</p>
    </>
  );
}
