// What a shop's own script might do: a basket that counts, and buttons that open the widget.

const KEY = "basket";
const counts = document.querySelectorAll("[data-basket]");
let count = Number(sessionStorage.getItem(KEY)) || 0;

function show(): void {
  for (const place of counts) place.textContent = String(count);
}

for (const button of document.querySelectorAll("[data-add]")) {
  button.addEventListener("click", () => {
    count += 1;
    sessionStorage.setItem(KEY, String(count));
    show();
  });
}

for (const button of document.querySelectorAll("[data-chat]")) {
  button.addEventListener("click", () => {
    // An array until the widget has loaded, which then opens.
    window.tkt ??= [];
    window.tkt.push(["open"]);
  });
}

show();

export {};

declare global {
  interface Window {
    /** docs/widget.md */
    tkt?: { push(call: [string]): void };
  }
}
