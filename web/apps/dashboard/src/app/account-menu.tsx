import { lazy, Suspense, useEffect, useState } from "react";
import { later } from "../lib/later";
import { part } from "../lib/part";
import { AccountButton } from "./account-button";

const load = part(() => import("./open-account-menu"));
const OpenAccountMenu = lazy(async () => ({ default: (await load()).OpenAccountMenu }));

/** The account's button; its menu comes when the button is pressed, from what was fetched after the first view. */
export function AccountMenu() {
  const [isWanted, want] = useState(false);
  useEffect(() => later(() => load().catch(() => undefined)), []);
  const button = <AccountButton aria-expanded={false} onClick={() => want(true)} />;
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <OpenAccountMenu />
    </Suspense>
  );
}
