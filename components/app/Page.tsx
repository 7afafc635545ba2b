import {memo} from 'react';
import {Pane} from '../base/Pane.tsx';
import {useAppState, useModel, useUi} from '../base/use-model.ts';
import {drawPage} from '../pages/list/draw.ts';
import type {PaneName} from '../pages/list/page.ts';
import {openField, pageFacts} from './pages.ts';

/** The search, the palette, or the settings, in the place of the log. */
export const Page = memo(function Page({
  page,
  width,
  height,
}: {
  readonly page: PaneName;
  readonly width: number;
  readonly height: number;
}) {
  const model = useModel();
  const ui = useUi(state => state);
  useAppState(state => state.found);
  useAppState(state => state.settings);
  useAppState(state => state.peers);
  useAppState(state => state.conversations);
  const size = {width, height};
  const facts = pageFacts(page, model.store.getState(), ui, size, model, model.clock.now());
  return <Pane width={width} height={height} rows={drawPage(facts, openField(ui), size, model.painter)} />;
});
