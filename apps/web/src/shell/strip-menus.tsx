import { MeMenu } from "./me-menu.tsx";
import { ThemeMenu } from "./theme-menu.tsx";

export const StripMenus = ({ onSignOut }: { onSignOut: () => void }) => (
  <>
    <ThemeMenu />
    <MeMenu onSignOut={onSignOut} />
  </>
);
