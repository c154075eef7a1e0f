import { createApi } from "@tkt/api/client";

/** The API as anybody may use it. */
export const api = createApi((request) => fetch(request));
