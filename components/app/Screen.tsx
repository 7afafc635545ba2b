import {Box} from 'ink';
import {useLayoutEffect, useSyncExternalStore} from 'react';
import {layOutScreen} from '../base/layout.ts';
import {useAppState} from '../base/use-app-state.ts';
import {LockPage, QuestionPage} from '../dialogs/SecretPage.tsx';
import {LOCK, SECRET} from '../dialogs/secrets.ts';
import {Welcome} from '../dialogs/Welcome.tsx';
import {WELCOME} from '../dialogs/welcome.ts';
import {CommandBar} from '../input/CommandBar.tsx';
import {barRows} from '../input/layout.ts';
import {PastePreview} from '../input/PastePreview.tsx';
import {PASTE} from '../input/paste.ts';
import {LEVEL} from '../keys/modes.ts';
import {useMode, useModeStack} from '../keys/use-mode.ts';
import {MessageLog} from '../log/MessageLog.tsx';
import {CopyView} from '../pages/copy/CopyView.tsx';
import {COPY} from '../pages/copy/copy-mode.ts';
import {Help} from '../pages/help/Help.tsx';
import {HELP} from '../pages/help/help-mode.ts';
import {InvitePage} from '../pages/invite/InvitePage.tsx';
import {INVITE} from '../pages/invite/invite-mode.ts';
import {fieldCursor} from '../pages/list/draw.ts';
import {OwnLogPage} from '../pages/own-log/OwnLogPage.tsx';
import {OWN_LOG} from '../pages/own-log/own-log-mode.ts';
import {ReportPage} from '../pages/report/ReportPage.tsx';
import {REPORT} from '../pages/report/report-mode.ts';
import {VISIT} from '../pages/search/hit.ts';
import {VerifyPage} from '../pages/verify/VerifyPage.tsx';
import {VERIFY} from '../pages/verify/verify-mode.ts';
import {DetailsPane} from '../peers/DetailsPane.tsx';
import {PeerList} from '../peers/PeerList.tsx';
import {SELECTION} from '../selection/selection.ts';
import {statusRows} from '../status/answer.ts';
import {StatusBar} from '../status/StatusBar.tsx';
import type {ScreenModel} from './model.ts';
import {Page} from './Page.tsx';
import {PaneBoundary} from './PaneBoundary.tsx';
import {FULL_PAGES, openPage, pageFacts} from './pages.ts';
import {Styled} from './Styled.tsx';
import {TooSmall} from './TooSmall.tsx';
import {TOO_SMALL} from './too-small.ts';

export type ScreenSize = {readonly columns: number; readonly rows: number};
type Props = ScreenSize & {readonly model: ScreenModel};

/** The whole screen at a size. */
export function Screen({model, columns, rows}: Props) {
  const {resize} = model;
  useLayoutEffect(() => resize(columns, rows), [resize, columns, rows]);
  return <Styled model={model}>{styled => <Shown model={styled} columns={columns} rows={rows} />}</Styled>;
}

/** The highest mode that takes the whole screen, or the chat. */
function Shown(props: Props) {
  const {model, columns, rows} = props;
  const whole = useModeStack(
    stack =>
      stack.findLast(({kind}) => FULL_PAGES.has(kind) || kind.level >= LEVEL.welcome)?.kind.name ?? null,
  );
  const isQuitting = useSyncExternalStore(model.quitting.subscribe, model.quitting.getState);
  const page = {columns, rows, painter: model.painter, isQuitting};
  switch (whole) {
    case LOCK.name:
      return <LockPage {...page} />;
    case SECRET.name:
      return <QuestionPage {...page} />;
    case TOO_SMALL.name:
      return <TooSmall columns={columns} rows={rows} />;
    case WELCOME.name:
      return <Welcome {...page} />;
    case COPY.name:
      return (
        <PaneBoundary width={columns} height={rows} model={model}>
          <CopyView columns={columns} rows={rows} model={model} />
        </PaneBoundary>
      );
    case INVITE.name:
      return (
        <PaneBoundary width={columns} height={rows} model={model}>
          <InvitePage columns={columns} rows={rows} model={model} />
        </PaneBoundary>
      );
    default:
      return <Chat {...props} />;
  }
}

function Chat({model, columns, rows}: Props) {
  const {bar, painter} = model;
  const wanted = useSyncExternalStore(bar.subscribe, () => barRows(bar.getState().editor, columns));
  const page = useModeStack(openPage);
  const sidebar = useAppState(state => state.settings.sidebar);
  const status = useAppState(state => statusRows(state, columns));
  const layout = layOutScreen(columns, rows, {bar: wanted, status}, sidebar);
  const selected = useMode(SELECTION);
  const visited = useMode(VISIT)?.entry.id ?? null;
  const {log, peers, details} = layout;
  useAppState(state => state.selected);
  useAppState(state => state.open);
  const isListOver = page === null && model.isListOver();
  return (
    <Box width={columns} height={rows} flexDirection="column">
      <Box width={columns} height={log.height} flexShrink={0}>
        {page === PASTE ? (
          <PastePreview width={columns} height={log.height} painter={painter} />
        ) : page === HELP ? (
          <Help width={columns} height={log.height} model={model} />
        ) : page === OWN_LOG ? (
          <OwnLogPage width={columns} height={log.height} model={model} />
        ) : page === VERIFY ? (
          <VerifyPage width={columns} height={log.height} model={model} />
        ) : page === REPORT ? (
          <ReportPage width={columns} height={log.height} model={model} />
        ) : (
          <>
            {peers > 0 && (
              <PaneBoundary width={peers} height={log.height} model={model}>
                <PeerList
                  width={peers}
                  height={log.height}
                  painter={painter}
                  calendar={model.calendar}
                  clock={model.clock}
                />
              </PaneBoundary>
            )}
            {isListOver ? (
              <PaneBoundary key="list" width={log.width} height={log.height} model={model}>
                <PeerList
                  width={log.width}
                  height={log.height}
                  painter={painter}
                  calendar={model.calendar}
                  clock={model.clock}
                />
              </PaneBoundary>
            ) : (
              <PaneBoundary key={page?.name ?? 'log'} width={log.width} height={log.height} model={model}>
                {page === null ? (
                  <MessageLog pane={log} model={model} selected={selected} visited={visited} />
                ) : (
                  <Page width={log.width} height={log.height} model={model} />
                )}
              </PaneBoundary>
            )}
            {details > 0 && (
              <PaneBoundary width={details} height={log.height} model={model}>
                <DetailsPane
                  width={details}
                  height={log.height}
                  painter={painter}
                  calendar={model.calendar}
                  clock={model.clock}
                />
              </PaneBoundary>
            )}
          </>
        )}
      </Box>
      <PaneBoundary width={columns} height={layout.status} model={model}>
        <StatusBar width={columns} height={layout.status} model={model} />
      </PaneBoundary>
      <PaneBoundary width={columns} height={layout.bar.height} model={model}>
        <Input model={model} columns={columns} layout={layout} />
      </PaneBoundary>
    </Box>
  );
}

/** The command bar, with the cursor where text goes. */
function Input({
  model,
  columns,
  layout,
}: {
  readonly model: ScreenModel;
  readonly columns: number;
  readonly layout: ReturnType<typeof layOutScreen>;
}) {
  const stack = useModeStack(state => state);
  const look = {width: layout.log.width, calendar: model.calendar, now: 0};
  const field = pageFacts(stack, model.store.getState(), look)?.field ?? null;
  const cursor = fieldCursor(field, layout.log.width);
  return (
    <CommandBar
      width={columns}
      {...layout.bar}
      model={model}
      fieldX={cursor === null ? null : layout.peers + cursor.x}
      fieldY={cursor?.y ?? null}
    />
  );
}
