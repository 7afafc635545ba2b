import {Box} from 'ink';
import {useLayoutEffect, useSyncExternalStore} from 'react';
import {layOutScreen} from '../base/layout.ts';
import {PaneBoundary} from '../base/PaneBoundary.tsx';
import {Styled} from '../base/Styled.tsx';
import {whatIsShown} from '../base/shown.ts';
import {useAppState, useModel, useUi} from '../base/use-model.ts';
import {FirstRun} from '../dialogs/FirstRun.tsx';
import {LockScreen, SecretPrompt} from '../dialogs/Lock.tsx';
import {CommandBar} from '../input/CommandBar.tsx';
import {PastePreview} from '../input/PastePreview.tsx';
import {useChords, usePasted} from '../keys/use-chords.ts';
import {MessageLog} from '../log/MessageLog.tsx';
import {CopyView} from '../pages/copy/CopyView.tsx';
import {Help} from '../pages/help/Help.tsx';
import {PeerList} from '../peers/PeerList.tsx';
import {StatusBar} from '../status/StatusBar.tsx';
import {barRows} from './model.ts';
import {Page} from './Page.tsx';
import {openPage} from './pages.ts';
import {TooSmall} from './TooSmall.tsx';

export type ScreenSize = {readonly columns: number; readonly rows: number};

/** The whole screen at a size. */
export function Screen(size: ScreenSize) {
  const {resize} = useModel();
  const self = useAppState(state => state.self);
  const shown = useUi(ui => whatIsShown({self}, {...ui, size}));
  useLayoutEffect(() => resize(size.columns, size.rows), [resize, size.columns, size.rows]);

  return <Styled>{page()}</Styled>;

  function page() {
    switch (shown) {
      case 'lock':
        return <LockScreen {...size} />;
      case 'secret':
        return <SecretPrompt {...size} />;
      case 'too-small':
        return <Small {...size} />;
      case 'first-run':
        return <FirstRun {...size} />;
      default:
        return <Chat {...size} />;
    }
  }
}

/** The model takes no keys on a small terminal but those that leave it. */
function Small(size: ScreenSize) {
  useChords(useModel().press);
  return <TooSmall {...size} />;
}

function Chat({columns, rows}: ScreenSize) {
  const {actions, bar, press, paste} = useModel();
  const wanted = useSyncExternalStore(bar.subscribe, () => barRows(bar, columns));
  const overlay = useUi(state => state.overlay);
  const page = useUi(openPage);
  const sidebar = useAppState(state => state.settings.sidebar);
  const isCopying = useUi(state => state.copying);
  const isPasting = useUi(state => state.pasted !== null);
  useChords(press);
  usePasted((text, isCut) => {
    if (isCut) {
      actions.tell('That paste is too long: nothing of it was taken.');
    } else {
      paste(text);
    }
  });

  if (isCopying) {
    return (
      <PaneBoundary width={columns} height={rows}>
        <CopyView columns={columns} rows={rows} />
      </PaneBoundary>
    );
  }
  const layout = layOutScreen(columns, rows, wanted, sidebar);
  return (
    <Box width={columns} height={rows} flexDirection="column">
      <Box width={columns} height={layout.log.height} flexShrink={0}>
        {isPasting ? (
          <PastePreview width={columns} height={layout.log.height} />
        ) : overlay === 'help' ? (
          <Help width={columns} height={layout.log.height} />
        ) : (
          <>
            {layout.peers > 0 && (
              <PaneBoundary width={layout.peers} height={layout.log.height}>
                <PeerList width={layout.peers} height={layout.log.height} />
              </PaneBoundary>
            )}
            <PaneBoundary key={page} {...layout.log}>
              {page === null ? <MessageLog {...layout.log} /> : <Page page={page} {...layout.log} />}
            </PaneBoundary>
          </>
        )}
      </Box>
      <PaneBoundary width={columns} height={1}>
        <StatusBar width={columns} />
      </PaneBoundary>
      <PaneBoundary width={columns} height={layout.bar.height}>
        <CommandBar width={columns} left={layout.peers} {...layout.bar} />
      </PaneBoundary>
    </Box>
  );
}
