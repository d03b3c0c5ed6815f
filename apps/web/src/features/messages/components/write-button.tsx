import { Button } from "@handrail/ui/button";
import Mail from "lucide-react/icons/mail";
import { lazy, Suspense, useState } from "react";

import { useMe } from "../../../shell/me.ts";
import type { About } from "../queries.ts";

const Compose = lazy(() => import("./compose.tsx").then((module) => ({ default: module.Compose })));

/** Opens the sheet that writes to a student's family; for those who may send. */
export const WriteButton = ({ about }: { about: About }) => {
  const { permissions, tools } = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!tools.includes("messages") || !permissions.includes("messages.send")) return null;
  return (
    <>
      <Button icon={<Mail aria-hidden="true" size={16} />} size="sm" variant="quiet" onPress={() => setOpen(true)}>
        Write to the family
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <Compose about={about} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
