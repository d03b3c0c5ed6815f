import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { DigestSection } from "../../inbox/components/digest-section.tsx";
import { CodeSection } from "../components/code-section.tsx";
import { KeyboardSection } from "../components/keyboard-section.tsx";
import { PasswordSection } from "../components/password-section.tsx";
import { SharedDeviceSection } from "../components/shared-device-section.tsx";
import { SignInsSection } from "../components/sign-ins-section.tsx";
import { TokensSection } from "../components/tokens-section.tsx";

const inWords = new Intl.ListFormat("en-GB");

/** How one signs in, and where one is signed in. */
export const AccountScreen = () => {
  const { name, email, tenantName, roles } = useMe();
  return (
    <Page
      meta={
        <>
          {name}, {inWords.format(roles.map((role) => role.name))} at {tenantName} · {email}
        </>
      }
      title="Account"
    >
      <div className="flex flex-col gap-8">
        <PasswordSection />
        <CodeSection />
        <SharedDeviceSection />
        <SignInsSection />
        <TokensSection />
        <DigestSection />
        <KeyboardSection />
      </div>
    </Page>
  );
};
