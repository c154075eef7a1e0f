// The page of the local stack: asks once a second what there is and changes only what changed.
// Everything that comes from an e-mail is set as text; its HTML is shown by a sandboxed frame alone.
"use strict";

const EVERY_MS = 1000;
const PATIENCE_MS = 5000;
const TABS = ["html", "text", "headers"];

const at = (id) => document.getElementById(id);

/** The last answer as text, when it came, and how many questions since went unanswered. */
let last = { answer: null, time: null, missed: 0 };
/** The e-mail that is shown, by its id. */
let shownId = null;

at("example").textContent = exampleFor(location.origin);
at("copy").addEventListener("click", copyExample);
at("mails").addEventListener("keydown", moveInList);
document.querySelector(".tabs").addEventListener("keydown", moveInTabs);
for (const tab of TABS) {
  at(`tab-${tab}`).addEventListener("click", () => chooseTab(tab));
}
window.addEventListener("hashchange", showChosen);
showChosen();
refresh();

function exampleFor(origin) {
  const body = {
    bot_token: "demo-widget-token",
    issue: "The invoice is wrong.",
    visitor_name: "Maria Sanz",
    visitor_email: "maria@example.net",
  };
  const json = JSON.stringify(body, null, 2);
  return `curl ${origin}/api/tickets/create \\\n  -H 'content-type: application/json' \\\n  -d '${json}'`;
}

async function copyExample() {
  const button = at("copy");
  try {
    await navigator.clipboard.writeText(at("example").textContent);
    button.textContent = "\u2713 Copied";
  } catch {
    button.textContent = "Select and copy";
    getSelection().selectAllChildren(at("example"));
  }
  setTimeout(() => setText(button, "Copy"), 1500);
}

// Asking

async function refresh() {
  try {
    const response = await fetch("/_local/overview", {
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const answer = await response.text();
    const first = last.answer === null;
    const changed = answer !== last.answer;
    last = { answer, time: new Date(), missed: 0 };
    if (changed) render(JSON.parse(answer), first);
  } catch {
    last.missed += 1;
  }
  renderConnection();
  setTimeout(refresh, EVERY_MS);
}

// A single missed answer is no news; two in a row are.
function renderConnection() {
  const lost = last.missed > 1;
  const known = last.answer !== null || lost;
  at("live").dataset.state = lost ? "off" : last.answer === null ? "" : "on";
  setText(at("live"), lost ? "Not connected" : known ? "Live" : "Connecting");
  at("lost").hidden = !lost;
  if (lost) setText(at("lost-since"), last.time ? clockTime(last.time) : "no time yet");
}

// Showing what there is

function render(overview, first) {
  renderMails(overview.mailbox, first);
  renderQueues(overview.queues);
  renderFunctions(overview.functions);
}

function renderMails({ total, mails }, first) {
  setText(at("mail-count"), total > 0 ? String(total) : "");
  at("mail-empty").hidden = total > 0;
  document.body.toggleAttribute("data-empty", total === 0);
  setText(at("welcome-title"), total > 0 ? "Choose an e-mail to read it" : "Raise the first ticket");
  at("mail-older").hidden = total <= mails.length;
  setText(at("mail-older"), `The newest ${mails.length} are listed; /_local/mailbox has all.`);
  reconcile(at("mails"), mails, (mail) => mail.id, mailRow, () => {}, first);
  markChosen();
}

function mailRow(mail) {
  const link = element("a");
  link.href = `#mail/${mail.id}`;
  const to = element("span", "to", mail.to.join(", ") || "(no recipient)");
  const subject = element("span", "subject", mail.subject || "(no subject)");
  to.title = to.textContent;
  subject.title = subject.textContent;
  link.append(to, timeOf(mail.sent_at), subject);
  const row = element("li");
  row.append(link);
  return row;
}

function renderQueues(queues) {
  for (const name of ["visible", "in_flight", "dead"]) {
    setText(at(`jobs-${name}`), queues ? String(queues.jobs[name]) : "-");
  }
  at("dead-tile").classList.toggle("bad", queues !== null && queues.jobs.dead > 0);
  setText(
    at("queues-note"),
    queues
      ? "Notification jobs. A dead one was tried too often and waits in the dead-letter queue."
      : "The queue service does not answer.",
  );
}

function renderFunctions(functions) {
  at("functions").hidden = functions.length === 0;
  at("functions-empty").hidden = functions.length > 0;
  reconcile(at("function-rows"), functions, (one) => one.name, functionRow, updateFunction, true);
}

function functionRow(one) {
  const row = element("tr");
  const name = element("td");
  name.append(element("div", "name", one.name), element("div", "copies"));
  const errors = element("td", "n");
  errors.append(element("span"));
  row.append(name, element("td", "n"), errors);
  return row;
}

function updateFunction(row, one) {
  const [name, runs, errors] = row.cells;
  setText(name.lastChild, copiesOf(one.pids));
  setText(runs, String(one.invocations));
  setText(errors.firstChild, String(one.errors));
  errors.firstChild.className = one.errors > 0 ? "bad" : "";
}

function copiesOf(pids) {
  if (pids.length === 0) return "no copy running";
  const copies = pids.length === 1 ? "1 copy" : `${pids.length} copies`;
  return `${copies}, pid ${pids.join(", ")}`;
}

/**
 * Makes the children of `parent` follow `items`. A child that stays keeps its element, and so focus,
 * selection and scroll; one that is new glows once, unless the whole list is.
 */
function reconcile(parent, items, keyOf, make, update, quiet) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let next = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let child = old.get(key);
    old.delete(key);
    if (!child) {
      child = make(item);
      child.dataset.key = key;
      if (!quiet) child.firstElementChild.classList.add("fresh");
    }
    update(child, item);
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
  for (const child of old.values()) child.remove();
}

// The chosen e-mail. Its id and view stand behind the # of the address, so that both survive a reload.

function chosen() {
  const [, id, tab] = /^#mail\/([^/]+)(?:\/(\w+))?$/.exec(location.hash) ?? [];
  return { id: id ?? null, tab: TABS.includes(tab) ? tab : "html" };
}

async function showChosen() {
  const { id, tab } = chosen();
  markChosen();
  if (id === null) {
    shownId = null;
    show("welcome");
    return;
  }
  if (id !== shownId && !(await load(id))) return;
  selectTab(tab);
}

/** Shows the e-mail; false if it is not there, or if another was chosen meanwhile. */
async function load(id) {
  let mail = null;
  try {
    const response = await fetch(`/_local/mailbox/${encodeURIComponent(id)}`);
    mail = response.ok ? await response.json() : null;
  } catch {
    mail = null;
  }
  if (chosen().id !== id) return false;
  shownId = mail ? id : null;
  if (mail) fill(mail);
  show(mail ? "mail" : "gone");
  return mail !== null;
}

function fill(mail) {
  setText(at("subject"), mail.subject || "(no subject)");
  const people = [
    ["From", mail.from],
    ["To", mail.to.join(", ")],
    ["Cc", mail.cc.join(", ")],
  ];
  const present = people.filter(([, value]) => value);
  fillList(at("who"), [...present, ["Sent", dayAndTime(new Date(mail.sent_at))]]);
  fillList(at("headers"), [
    ...present,
    ["Reply-To", mail.reply_to.join(", ")],
    ["Subject", mail.subject],
    ["Date", mail.sent_at],
    ["Message-ID", mail.id],
    ...Object.entries(mail.headers),
  ].filter(([, value]) => value));
  setText(at("text"), mail.text ?? "This e-mail has no text part.");
  at("frame").hidden = mail.html === null;
  at("no-html").hidden = mail.html !== null;
  showDocument(mail);
}

// A frame that is replaced adds no step to the browser's history, as a new address would.
function showDocument(mail) {
  const frame = at("frame").cloneNode();
  if (mail.html === null) frame.removeAttribute("src");
  else frame.src = `/_local/mailbox/${encodeURIComponent(mail.id)}/html`;
  at("frame").replaceWith(frame);
}

function fillList(list, entries) {
  const parts = entries.flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]);
  list.replaceChildren(...parts);
}

function show(which) {
  for (const id of ["welcome", "mail", "gone"]) at(id).hidden = id !== which;
  const was = document.body.dataset.view;
  document.body.dataset.view = which === "welcome" ? "list" : "mail";
  // On a phone the e-mail takes the list's place: reading begins at its top.
  if (was === "list" && which === "mail" && at("mails").offsetParent === null) {
    window.scrollTo(0, 0);
    at("detail").focus({ preventScroll: true });
  }
}

function markChosen() {
  const { id } = chosen();
  for (const row of at("mails").children) {
    const link = row.firstElementChild;
    if (row.dataset.key === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function chooseTab(tab) {
  const { id } = chosen();
  history.replaceState(null, "", `#mail/${id}/${tab}`);
  selectTab(tab);
}

function selectTab(chosenTab) {
  for (const tab of TABS) {
    const selected = tab === chosenTab;
    at(`tab-${tab}`).setAttribute("aria-selected", String(selected));
    at(`tab-${tab}`).tabIndex = selected ? 0 : -1;
    at(`panel-${tab}`).hidden = !selected;
  }
}

// Keys: the arrows walk through the e-mails and through the views.

function moveInList(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const row = event.target.closest("li");
  if (!step || !row) return;
  event.preventDefault();
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  if (!next) return;
  const link = next.firstElementChild;
  link.focus();
  history.replaceState(null, "", link.hash);
  showChosen();
}

function moveInTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const tab = TABS[(TABS.indexOf(chosen().tab) + step + TABS.length) % TABS.length];
  chooseTab(tab);
  at(`tab-${tab}`).focus();
}

// Small helpers

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function timeOf(iso) {
  const date = new Date(iso);
  const today = date.toDateString() === new Date().toDateString();
  const time = element("time", "", today ? clockTime(date) : date.toLocaleDateString());
  time.dateTime = iso;
  time.title = dayAndTime(date);
  return time;
}

function dayAndTime(date) {
  return date.toLocaleString([], { dateStyle: "medium", timeStyle: "medium", hour12: false });
}

function clockTime(date) {
  return date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
}
