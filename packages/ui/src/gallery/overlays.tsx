import Ellipsis from "lucide-react/icons/ellipsis";
import Pencil from "lucide-react/icons/pencil";

import { Button } from "../button.tsx";
import { Dialog, DialogTrigger } from "../dialog.tsx";
import { IconButton } from "../icon-button.tsx";
import { announce } from "../live-region.tsx";
import { Menu } from "../menu.tsx";
import { Popover } from "../popover.tsx";
import { Sheet } from "../sheet.tsx";
import { TextField } from "../text-field.tsx";
import { clearToastHistory, toast, useToastHistory } from "../toast.tsx";
import { Sample, Section } from "./section.tsx";

const items = [
  { id: "open", label: "Open", shortcut: "Enter" },
  {
    id: "edit",
    label: "Edit note",
    icon: <Pencil aria-hidden="true" size={16} />,
    description: "Seen by the case team",
  },
  { id: "here", label: "Present", isCurrent: true },
  { id: "later", label: "Move to next week", isDisabled: true },
  "-",
  { id: "remove", label: "Remove from roster", tone: "danger" },
] as const;

const Toasts = () => {
  const history = useToastHistory();
  return (
    <Sample name="Toast and announcement">
      <Button
        onPress={() =>
          toast({
            message: "Marked absent.",
            tone: "done",
            action: { label: "Undo", onPress: () => announce("Undone.") },
          })
        }
      >
        Show a toast
      </Button>
      <Button
        onPress={() => toast({ message: "2 marks were refused. They are kept in the review strip.", tone: "problem" })}
      >
        Show a problem
      </Button>
      <Button onPress={() => announce("Ito marked 3 students.")}>Announce</Button>
      <Button variant="quiet" onPress={clearToastHistory}>
        Clear {history.length} kept
      </Button>
    </Sample>
  );
};

export const OverlaySection = () => (
  <Section title="Overlays">
    <Sample name="Dialog">
      <DialogTrigger>
        <Button>Open a dialog</Button>
        <Dialog
          footer={(close) => (
            <>
              <Button onPress={close}>Cancel</Button>
              <Button variant="primary" onPress={close}>
                Record meeting
              </Button>
            </>
          )}
          title="Record a meeting"
        >
          <div className="flex flex-col gap-4">
            <p>Jonah has an active case for this cause. The meeting will be added to it.</p>
            <TextField label="Reason" />
          </div>
        </Dialog>
      </DialogTrigger>
      <DialogTrigger>
        <Button variant="danger">Ask first</Button>
        <Dialog
          footer={(close) => (
            <>
              <Button onPress={close}>Keep</Button>
              <Button variant="danger" onPress={close}>
                Remove demo data
              </Button>
            </>
          )}
          role="alertdialog"
          size="sm"
          title="Remove the demo data?"
        >
          120 students and 14 weeks of points are removed. Your own data stays.
        </Dialog>
      </DialogTrigger>
      <DialogTrigger>
        <Button>Open a sheet</Button>
        <Sheet footer={(close) => <Button onPress={close}>Done</Button>} title="Amina Diallo">
          <p>Last five marks, goal, last note.</p>
        </Sheet>
      </DialogTrigger>
    </Sample>
    <Sample name="Menu and popover">
      <Menu
        items={items}
        label="Row actions"
        trigger={
          <IconButton
            icon={<Ellipsis aria-hidden="true" size={18} />}
            label="Row actions"
            tooltip={false}
            variant="secondary"
          />
        }
      />
      <Popover label="Filter" trigger={<Button>Open a popover</Button>}>
        <TextField label="Contains" />
      </Popover>
    </Sample>
    <Toasts />
  </Section>
);
