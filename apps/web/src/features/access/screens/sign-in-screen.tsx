import { Logo } from "@handrail/ui/logo";
import { getRouteApi, useRouter } from "@tanstack/react-router";

import { signedIn } from "../../../lib/person.ts";
import { useTitle } from "../../../shell/page.tsx";
import { Rail } from "../components/rail.tsx";
import { SignInForm } from "../components/sign-in-form.tsx";

const route = getRouteApi("/sign-in");

export const SignInScreen = () => {
  useTitle("Sign in");
  const { next = "/" } = route.useSearch();
  const router = useRouter();
  const goOn = async (): Promise<void> => {
    await signedIn();
    router.history.replace(next);
  };
  return (
    <main className="grid min-h-dvh lg:grid-cols-[minmax(28rem,1fr)_1.4fr]">
      <div className="flex flex-col px-6 py-6 sm:px-12 lg:px-16">
        <Logo />
        <div className="mx-auto my-auto w-full max-w-sm py-10 lg:mx-0">
          <h1 className="text-display mb-6 tracking-[-0.012em]">Sign in</h1>
          <SignInForm onDone={goOn} />
        </div>
        <p className="text-meta text-ink-2">Forgotten your password? An administrator of your school can help.</p>
      </div>
      <Rail />
    </main>
  );
};
