import { Avatar } from "@handrail/ui/avatar";
import { Menu } from "@handrail/ui/menu";
import { useNavigate } from "@tanstack/react-router";
import CircleUser from "lucide-react/icons/circle-user";
import Keyboard from "lucide-react/icons/keyboard";
import Lock from "lucide-react/icons/lock";
import LogOut from "lucide-react/icons/log-out";
import { Button } from "react-aria-components/Button";

import { lockPage, useDeviceLock } from "../lib/device-lock.ts";
import { openKeySheet } from "./keys.tsx";
import { useMe } from "./me.ts";

const size = 16;

export const MeMenu = ({ onSignOut }: { onSignOut: () => void }) => {
  const me = useMe();
  const navigate = useNavigate();
  const { armed } = useDeviceLock();
  return (
    <Menu
      items={[
        {
          id: "account",
          label: "Account",
          description: me.email,
          icon: <CircleUser aria-hidden="true" size={size} />,
          onAction: () => void navigate({ to: "/account" }),
        },
        {
          id: "keys",
          label: "Keys",
          shortcut: "?",
          icon: <Keyboard aria-hidden="true" size={size} />,
          onAction: openKeySheet,
        },
        "-",
        ...(armed === null
          ? []
          : [{ id: "lock", label: "Lock now", icon: <Lock aria-hidden="true" size={size} />, onAction: lockPage }]),
        { id: "sign-out", label: "Sign out", icon: <LogOut aria-hidden="true" size={size} />, onAction: onSignOut },
      ]}
      label="You"
      placement="bottom end"
      trigger={
        <Button className="rounded-control hover:bg-hover flex min-h-11 min-w-11 items-center justify-center gap-2 px-1.5 pointer-fine:min-h-9 pointer-fine:min-w-0">
          <Avatar name={me.name} size="sm" />
          <span className="sr-only">You: </span>
          <span className="text-ui sr-only max-w-40 truncate lg:not-sr-only">{me.name}</span>
        </Button>
      }
    />
  );
};
