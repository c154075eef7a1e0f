import { Fragment } from "react";

/** A text with addresses in it: one that is too long for its line breaks before the "@", not in a word. */
export function Breakable({ text }: { text: string }) {
  const [first = "", ...rest] = text.split("@");
  return (
    <>
      {first}
      {rest.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no name but their place.
        <Fragment key={index}>
          <wbr />@{part}
        </Fragment>
      ))}
    </>
  );
}
