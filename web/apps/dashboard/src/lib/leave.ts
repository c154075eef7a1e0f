import { toastFailure } from "../components/toast";
import { texts } from "../texts/texts";
import { signOut } from "./session";

/** Signs out, and tells when only this browser knows of it. */
export async function leave(): Promise<void> {
  if (!(await signOut())) toastFailure(texts.shell.signedOutHere, texts.shell.signedOutHereText);
}
