import type { Channel, Messages, MessageStatus } from "@handrail/domain/communications/schema";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { api, client, queryClient } from "../../lib/api.ts";

export interface MessageFilter {
  readonly status?: MessageStatus;
  readonly channel?: Channel;
  readonly inMailbox?: boolean;
}

const listKey = ["communications", "list"] as const;

export const useMessages = (filter: MessageFilter) =>
  useInfiniteQuery({
    queryKey: [...listKey, filter],
    queryFn: ({ pageParam, signal }): Promise<Messages> =>
      client.communications.list.query({ ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as Messages["next"],
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });

export const useTemplates = () => useQuery(api.communications.templates.queryOptions());

export interface About {
  readonly studentId: string;
  readonly interventionId?: string;
  readonly caseId?: string;
}

export const useCompose = (about: About) =>
  useQuery(api.communications.compose.queryOptions({ ...about }, { gcTime: 0, staleTime: 0 }));

/** Asked anew each time: a consent may have been given or taken back. */
export const useGroupFamilies = (interventionId: string, templateId: string) =>
  useQuery({
    ...api.communications.groupFamilies.queryOptions({ interventionId, templateId }, { gcTime: 0, staleTime: 0 }),
    enabled: templateId !== "",
  });

/** Calls and talks with the family of a student. */
export const useFamilyContacts = (studentId: string) =>
  useQuery(api.communications.contacts.queryOptions({ studentId }));

export const refreshContacts = (): void =>
  void queryClient.invalidateQueries({ queryKey: api.communications.contacts.queryKey() });

export const refreshMessages = (): void => {
  void queryClient.invalidateQueries({ queryKey: listKey });
  void queryClient.invalidateQueries({ queryKey: api.communications.templates.queryKey() });
};
