/** The line that puts the chat into a page. A token's letters need no escaping: they are those of base64url. */
export function snippetOf(origin: string, token: string): string {
  return `<script src="${origin}/widget.js" data-bot-token="${token}" async></script>`;
}
