import { MeMenu } from "./me-menu.tsx";
import { ThemeMenu } from "./theme-menu.tsx";

export const StripMenus = ({ onSignOut }: { onSignOut: () => void }) => (
  <>
    <span className="max-md:hidden">
      <ThemeMenu />
    </span>
    <MeMenu onSignOut={onSignOut} />
  </>
);
