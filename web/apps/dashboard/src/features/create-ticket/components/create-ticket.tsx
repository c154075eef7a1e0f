import { closeCreateTicket, useCreateTicketRequest } from "../../../lib/create-ticket";
import { useLoaded } from "../../../lib/use-loaded";

const load = () => import("./create-ticket-dialog").then((loaded) => loaded.CreateTicketDialog);

/** The dialog that `openCreateTicket` opens. Its script comes when the page has nothing better to do. */
export function CreateTicket() {
  const request = useCreateTicketRequest();
  const CreateTicketDialog = useLoaded(load, request !== undefined, closeCreateTicket);
  return CreateTicketDialog && <CreateTicketDialog request={request} onClose={closeCreateTicket} />;
}
