import { useMutation } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import { publicApi, signIn } from "../../../lib/session";
import { keepAsked } from "../lib/asked";

type Proof = { request_id: string; code: string };

async function redeemCode(proof: Proof) {
  await signIn((signal) => data(publicApi.POST("/sign-in/token", { body: proof, signal })));
  keepAsked(undefined);
}

/** Signs in by a code. */
export function useRedeemCode() {
  return useMutation({ mutationFn: redeemCode });
}
