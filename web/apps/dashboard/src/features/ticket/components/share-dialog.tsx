import { Field, TextArea } from "@tkt/ui/field";
import { Dialog } from "../../../components/dialog";
import { ticketTexts } from "../../../texts/ticket-texts";

const words = ticketTexts.share;

/** For browsers that do not let us copy: the text, selected. */
export default function ShareDialog({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={words.act}>
      <Field label={words.manual} hint={words.manualHint}>
        {(described) => (
          <TextArea
            {...described}
            readOnly
            dir="auto"
            className="text-body"
            value={text}
            onFocus={(event) => event.target.select()}
            ref={(area) => area?.select()}
          />
        )}
      </Field>
    </Dialog>
  );
}
