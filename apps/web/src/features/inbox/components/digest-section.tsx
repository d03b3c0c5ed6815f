import { Switch } from "@handrail/ui/switch";

import { problemOf } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { AccountSection } from "../../access/components/account-section.tsx";
import { FormAlert } from "../../access/components/form-alert.tsx";
import { useSetPreferences } from "../../access/queries.ts";

/** Whether a morning with something new brings an e-mail. */
export const DigestSection = () => {
  const { preferences, tools, email } = useMe();
  const choose = useSetPreferences();
  if (!tools.includes("inbox")) return null;
  return (
    <AccountSection
      about={`At most one e-mail a day, in the morning, when something new waits in your inbox. It names students by code alone and goes to ${email}.`}
      title="Inbox by e-mail"
    >
      <div className="flex max-w-sm flex-col gap-4">
        <FormAlert>{choose.error === null ? null : problemOf(choose.error).message}</FormAlert>
        <Switch
          isSelected={choose.isPending ? choose.variables.digest : preferences.digest}
          onChange={(digest) => choose.mutate({ ...preferences, digest })}
        >
          Send me an e-mail
        </Switch>
      </div>
    </AccountSection>
  );
};
