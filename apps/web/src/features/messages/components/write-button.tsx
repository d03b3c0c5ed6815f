import { Button } from "@handrail/ui/button";
import { IconButton } from "@handrail/ui/icon-button";
import Mail from "lucide-react/icons/mail";
import { lazy, Suspense, useState } from "react";

import { useMe } from "../../../shell/me.ts";
import type { About } from "../queries.ts";

const Compose = lazy(() => import("./compose.tsx").then((module) => ({ default: module.Compose })));

export type WriteButtonProps = {
  about: About;
  /** In a list of students: whose family, beside the icon that stands for the words. */
  code?: string;
};

/** Opens the sheet that writes to a student's family; for those who may send. */
export const WriteButton = ({ about, code }: WriteButtonProps) => {
  const { permissions, tools } = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!tools.includes("messages") || !permissions.includes("messages.send")) return null;
  return (
    <>
      {code === undefined ? (
        <Button icon={<Mail aria-hidden="true" size={16} />} size="sm" variant="quiet" onPress={() => setOpen(true)}>
          Write to the family
        </Button>
      ) : (
        <IconButton
          icon={<Mail aria-hidden="true" size={16} />}
          label={`Write to the family of ${code}`}
          size="sm"
          tooltip={false}
          onPress={() => setOpen(true)}
        />
      )}
      {isOpen && (
        <Suspense fallback={null}>
          <Compose about={about} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
