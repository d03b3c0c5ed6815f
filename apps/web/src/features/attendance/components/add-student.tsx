import { Button } from "@handrail/ui/button";
import { whenDrawn } from "@handrail/ui/later";
import { Popover } from "@handrail/ui/popover";
import { SkeletonRows } from "@handrail/ui/skeleton";
import UserPlus from "lucide-react/icons/user-plus";
import { memo } from "react";

import type { GuestOptionsProps } from "./guest-options.tsx";

const GuestOptions = whenDrawn(
  async () => (await import("./guest-options.tsx")).GuestOptions,
  <SkeletonRows label="Students are loading" rows={4} />,
);

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
      <GuestOptions
        {...rest}
        onAdd={(guest, label) => {
          onAdd(guest, label);
          close();
        }}
      />
    )}
  </Popover>
));
AddStudent.displayName = "AddStudent";
