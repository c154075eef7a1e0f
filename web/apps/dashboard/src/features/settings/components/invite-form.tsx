import { zodResolver } from "@hookform/resolvers/zod";
import { Failure } from "@tkt/api/failure";
import type { Role } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { Field, Input } from "@tkt/ui/field";
import { Notice } from "@tkt/ui/notice";
import { Controller, useForm } from "react-hook-form";
import { Select } from "../../../components/select";
import { toast } from "../../../components/toast";
import { settingsTexts } from "../../../texts/settings-texts";
import { texts } from "../../../texts/texts";
import { isAboutLastOwner, usePlace } from "../api/people";
import { sentence } from "../lib/field-errors";
import { invitationSchema } from "../lib/schema";

const words = settingsTexts.people;

const roles: readonly { value: Role; label: string }[] = [
  { value: "agent", label: settingsTexts.roles.agent },
  { value: "owner", label: settingsTexts.roles.owner },
];

/** Invites somebody. Whoever works here already gets the role, and the words say so. */
export function InviteForm() {
  const placing = usePlace();
  const form = useForm<{ email: string; role: Role }>({
    resolver: zodResolver(invitationSchema),
    defaultValues: { email: "", role: "agent" },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit(async ({ email, role }) => {
    if (placing.isPending) return;
    try {
      const placed = await placing.mutateAsync({ email: email.trim(), role });
      toast(placed.is === "invited" ? words.invited(placed.email) : words.nowAgent(placed.email));
      // The next one may be begun while this one is sent.
      if (form.getValues("email") !== email) return;
      form.reset();
      form.setFocus("email");
    } catch (thrown) {
      refuse(Failure.from(thrown));
    }
  });
  function refuse(failure: Failure) {
    const wrong = failure.fields.find(({ pointer }) => pointer === "/email");
    if (wrong) form.setError("email", { message: sentence(wrong) }, { shouldFocus: true });
    else form.setError("root", { message: told(failure) });
  }
  return (
    <form noValidate onSubmit={submit} className="grid grid-cols-1 gap-3">
      <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_8rem]">
        <Field label={words.email} error={errors.email?.message}>
          {(control) => (
            <Input
              type="email"
              inputMode="email"
              autoComplete="off"
              placeholder="name@example.com"
              {...form.register("email")}
              {...control}
            />
          )}
        </Field>
        <Field label={words.role}>
          {({ id }) => (
            <Controller
              control={form.control}
              name="role"
              render={({ field }) => (
                <Select id={id} value={field.value} options={roles} onChange={field.onChange} />
              )}
            />
          )}
        </Field>
      </div>
      {errors.root?.message && <Notice tone="error">{errors.root.message}</Notice>}
      <Button type="submit" look="primary" busy={placing.isPending} className="justify-self-start">
        {words.send}
      </Button>
    </form>
  );
}

function told(failure: Failure): string {
  if (isAboutLastOwner(failure)) return words.lastOwner;
  if (failure.kind === "too-many") return words.tooMany;
  return texts.common.failure[failure.kind];
}
