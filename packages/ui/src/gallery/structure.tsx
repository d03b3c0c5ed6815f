import type { ReactNode } from "react";

import { Button } from "../button.tsx";
import { Checkbox } from "../checkbox.tsx";
import { Mark } from "../mark.tsx";
import { PageHeader } from "../page-header.tsx";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "../table.tsx";
import { Tabs } from "../tabs.tsx";
import { Section } from "./section.tsx";

const rows = [
  { name: "Amina Diallo", grade: "7", rate: "92 %", held: "12/13" },
  { name: "Ben Osei", grade: "7", rate: "100 %", held: "13/13" },
  { name: "Chidi Nwosu", grade: "8", rate: "69 %", held: "9/13" },
];

const StudentTable = ({ density }: { density: "comfortable" | "compact" }) => (
  <Table caption={`Students, ${density}`} density={density} showCaption>
    <TableHead>
      <Row>
        <ColumnHeader className="w-12">
          <span className="sr-only">Select</span>
        </ColumnHeader>
        <ColumnHeader>Student</ColumnHeader>
        <ColumnHeader numeric>Grade</ColumnHeader>
        <ColumnHeader numeric>Attendance</ColumnHeader>
        <ColumnHeader numeric>Sessions</ColumnHeader>
        <ColumnHeader>Last</ColumnHeader>
      </Row>
    </TableHead>
    <TableBody>
      {rows.map(({ name, grade, rate, held }, index) => (
        <Row key={name}>
          <Cell>
            <Checkbox hideLabel isSelected={index === 1} onChange={() => undefined}>
              {`Select ${name}`}
            </Checkbox>
          </Cell>
          <RowHeader>{name}</RowHeader>
          <Cell numeric>{grade}</Cell>
          <Cell numeric>{rate}</Cell>
          <Cell numeric>{held}</Cell>
          <Cell>
            <Mark kind={index === 2 ? "absent" : "present"} size="sm" />
          </Cell>
        </Row>
      ))}
    </TableBody>
  </Table>
);

export const StructureSection = ({ status }: { status: ReactNode }) => (
  <>
    <PageHeader
      actions={<Button variant="primary">Take roll</Button>}
      back={<a href="#top">Programs</a>}
      meta="Every component in every state"
      status={status}
      title="Gallery"
    />
    <Section title="Tabs and tables">
      <Tabs
        label="Views"
        tabs={[
          { id: "comfortable", label: "Comfortable", count: 3, content: <StudentTable density="comfortable" /> },
          { id: "compact", label: "Compact", content: <StudentTable density="compact" /> },
        ]}
      />
    </Section>
  </>
);
