import Ellipsis from "lucide-react/icons/ellipsis";
import Plus from "lucide-react/icons/plus";
import Printer from "lucide-react/icons/printer";

import { Button } from "../button.tsx";
import { IconButton } from "../icon-button.tsx";
import { Kbd } from "../kbd.tsx";
import { LinkButton } from "../link-button.tsx";
import { LogoMark, Logo } from "../logo.tsx";
import { Tooltip } from "../tooltip.tsx";
import { Sample, Section } from "./section.tsx";

const variants = ["primary", "secondary", "quiet", "danger"] as const;

export const ButtonSection = () => (
  <Section title="Logo, buttons and keys">
    <Sample name="Logo">
      <Logo />
      <LogoMark size={48} title="Handrail" />
    </Sample>
    <Sample name="Button">
      {variants.map((variant) => (
        <Button key={variant} variant={variant}>
          Take roll
        </Button>
      ))}
    </Sample>
    <Sample name="Button, disabled">
      {variants.map((variant) => (
        <Button isDisabled key={variant} variant={variant}>
          Take roll
        </Button>
      ))}
    </Sample>
    <Sample name="Button, pending">
      {variants.map((variant) => (
        <Button isPending key={variant} variant={variant}>
          Saving
        </Button>
      ))}
    </Sample>
    <Sample name="Sizes, icon, link">
      <Button size="sm">Small</Button>
      <Button icon={<Plus aria-hidden="true" size={16} />}>Add student</Button>
      <Button size="lg" variant="primary">
        Everyone here
      </Button>
      <LinkButton href="#top">A link</LinkButton>
    </Sample>
    <Sample name="Icon button with tooltip">
      <IconButton icon={<Ellipsis aria-hidden="true" size={18} />} label="More" shortcut="." />
      <IconButton icon={<Printer aria-hidden="true" size={18} />} label="Print" variant="secondary" />
      <IconButton icon={<Printer aria-hidden="true" size={18} />} isDisabled label="Print later" />
      <Tooltip shortcut="Shift+P" text="Marks only those without a mark">
        <Button>Hover or focus</Button>
      </Tooltip>
    </Sample>
    <Sample name="Keys">
      {["Mod+K", "Shift+P", "/", "Escape", "j"].map((keys) => (
        <Kbd key={keys} keys={keys} />
      ))}
    </Sample>
  </Section>
);
