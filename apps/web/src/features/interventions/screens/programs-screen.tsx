import { Page } from "../../../shell/page.tsx";

/** The library of recipes. */
export const ProgramsScreen = () => <Page title="Programs">{null}</Page>;
