import { useSyncExternalStore } from "react";
import { currentSession, type Me, onSession, type Session } from "./session";

export function useSession(): Session {
  return useSyncExternalStore(onSession, currentSession);
}

/** The agent who works here. Only below the shell, which shows nothing to anybody else. */
export function useMe(): Me {
  const session = useSession();
  if (session.state !== "in" && session.state !== "expired") throw new Error("nobody is signed in");
  return session.me;
}
