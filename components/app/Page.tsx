import {memo} from 'react';
import {Pane} from '../base/Pane.tsx';
import {useAppState} from '../base/use-app-state.ts';
import {useModeStack} from '../keys/use-mode.ts';
import {drawPage} from '../pages/list/draw.ts';
import type {ScreenModel} from './model.ts';
import {pageFacts} from './pages.ts';

/** The search, the palette, or the settings, in the place of the log. */
export const Page = memo(function Page({
  model,
  width,
  height,
}: {
  readonly model: ScreenModel;
  readonly width: number;
  readonly height: number;
}) {
  const stack = useModeStack(state => state);
  useAppState(state => state.found);
  useAppState(state => state.settings);
  useAppState(state => state.peers);
  useAppState(state => state.conversations);
  const facts = pageFacts(stack, model.store.getState(), {
    width,
    calendar: model.calendar,
    now: model.clock.now(),
  });
  return (
    <Pane
      width={width}
      height={height}
      rows={facts === null ? [] : drawPage(facts, {width, height}, model.painter)}
    />
  );
});
