const ONLY_EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|[\u200d\ufe0e\ufe0f\s])+$/u;
const HAS_EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
/** In UTF-16 units: about six of the longest ones. */
const MOST = 48;

/** Whether a message is nothing but a few emoji, which are drawn larger. */
export function isOnlyEmoji(text: string): boolean {
  return text.length <= MOST && ONLY_EMOJI.test(text) && HAS_EMOJI.test(text);
}
