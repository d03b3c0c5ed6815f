import { Menu } from "@handrail/ui/menu";
import { setTheme, type ThemeChoice, useTheme } from "@handrail/ui/theme";
import Monitor from "lucide-react/icons/monitor";
import Moon from "lucide-react/icons/moon";
import Sun from "lucide-react/icons/sun";
import { Button } from "react-aria-components/Button";

const size = 16;

const themes: readonly { readonly id: ThemeChoice; readonly label: string; readonly icon: typeof Sun }[] = [
  { id: "light", label: "Light", icon: Sun },
  { id: "dark", label: "Dark", icon: Moon },
  { id: "system", label: "As this device", icon: Monitor },
];

export const ThemeMenu = () => {
  const chosen = useTheme();
  const Icon = themes.find(({ id }) => id === chosen)?.icon ?? Monitor;
  return (
    <Menu
      items={themes.map(({ id, label, icon: Own }) => ({
        id,
        label,
        icon: <Own aria-hidden="true" size={size} />,
        isCurrent: id === chosen,
        onAction: () => setTheme(id),
      }))}
      label="Theme"
      placement="bottom end"
      trigger={
        <Button
          aria-label="Theme"
          className="rounded-control text-ink-2 hover:bg-hover hover:text-ink flex size-11 items-center justify-center pointer-fine:size-9"
        >
          <Icon aria-hidden="true" size={18} strokeWidth={1.75} />
        </Button>
      }
    />
  );
};
