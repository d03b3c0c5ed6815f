import { Button } from "@handrail/ui/button";
import { Popover } from "@handrail/ui/popover";
import { SkeletonRows } from "@handrail/ui/skeleton";
import UserPlus from "lucide-react/icons/user-plus";
import { lazy, memo, Suspense } from "react";

import type { GuestOptionsProps } from "./guest-options.tsx";

const GuestOptions = lazy(async () => ({ default: (await import("./guest-options.tsx")).GuestOptions }));

/** A walk-in joins the roster for today, as a guest. */
export const AddStudent = memo(({ onAdd, ...rest }: GuestOptionsProps) => (
  <Popover
    label="Add a student for today"
    placement="top start"
    trigger={
      <Button icon={<UserPlus aria-hidden="true" size={16} />} variant="quiet">
        Add student
      </Button>
    }
  >
    {(close) => (
      <Suspense fallback={<SkeletonRows label="Students on their way" rows={4} />}>
        <GuestOptions
          {...rest}
          onAdd={(guest, label) => {
            onAdd(guest, label);
            close();
          }}
        />
      </Suspense>
    )}
  </Popover>
));
AddStudent.displayName = "AddStudent";
