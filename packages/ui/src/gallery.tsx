import { lazy, Suspense } from "react";

import { Button } from "./button.tsx";
import { ButtonSection } from "./gallery/buttons.tsx";
import { FieldSection } from "./gallery/fields.tsx";
import { MarkSection } from "./gallery/marks.tsx";
import { StateSection } from "./gallery/states.tsx";
import { StatusSection } from "./gallery/status.tsx";
import { StructureSection } from "./gallery/structure.tsx";
import { TokenSection } from "./gallery/tokens.tsx";
import { setTheme, type ThemeChoice, useTheme } from "./theme.tsx";

const OverlaySection = lazy(async () => ({ default: (await import("./gallery/overlays.tsx")).OverlaySection }));

const themes: readonly ThemeChoice[] = ["light", "dark", "system"];

const ThemeSwitch = () => {
  const chosen = useTheme();
  return (
    <div aria-label="Theme" className="flex flex-wrap gap-1" role="group">
      {themes.map((theme) => (
        <Button
          aria-pressed={theme === chosen}
          className="aria-pressed:border-accent aria-pressed:text-accent-ink capitalize"
          key={theme}
          size="sm"
          onPress={() => setTheme(theme)}
        >
          {theme}
        </Button>
      ))}
    </div>
  );
};

/** Every component in every state. Needs `UiRoot` around it. */
export const Gallery = () => (
  <main className="mx-auto max-w-5xl px-4 py-8 sm:px-8" id="top">
    <StructureSection status={<ThemeSwitch />} />
    <MarkSection />
    <ButtonSection />
    <FieldSection />
    <StatusSection />
    <Suspense>
      <OverlaySection />
    </Suspense>
    <StateSection />
    <TokenSection />
  </main>
);
