import { createApi } from "@tkt/api/client";
import { authorizedFetch } from "./authorized-fetch";

/** The API as the agent who is signed in. */
export const api = createApi(authorizedFetch);
