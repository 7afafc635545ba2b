import {Component, type ReactNode} from 'react';
import {truncate} from '../text/fit.ts';
import {Pane} from './Pane.tsx';
import {useModel} from './use-model.ts';

type Props = {readonly width: number; readonly height: number; readonly children: ReactNode};
type State = {readonly hasFailed: boolean};

/**
 * The last resort: a pane that cannot be drawn says so in its place, and the screen goes on. It is tried again
 * as soon as there is something else to draw.
 */
export function PaneBoundary(props: Props) {
  return <Boundary {...props} model={useModel()} />;
}

type Model = Pick<ReturnType<typeof useModel>, 'store' | 'ui' | 'bar' | 'onDrawFailure'>;

class Boundary extends Component<Props & {readonly model: Model}, State> {
  static getDerivedStateFromError(): State {
    return {hasFailed: true};
  }

  override state: State = {hasFailed: false};
  private stopWaiting: () => void = () => {};

  override componentDidCatch(error: unknown): void {
    this.stopWaiting();
    const {store, ui, bar, onDrawFailure} = this.props.model;
    onDrawFailure(error);
    const again = () => this.setState({hasFailed: false});
    const waiting = [store.subscribe(again), ui.subscribe(again), bar.subscribe(again)];
    this.stopWaiting = () => {
      for (const stop of waiting) {
        stop();
      }
    };
  }

  override componentDidUpdate(): void {
    if (!this.state.hasFailed) {
      this.stopWaiting();
      this.stopWaiting = () => {};
    }
  }

  override componentWillUnmount(): void {
    this.stopWaiting();
  }

  override render(): ReactNode {
    const {width, height, children} = this.props;
    return this.state.hasFailed ? (
      <Pane width={width} height={height} rows={[truncate('(cannot be shown)', width)]} />
    ) : (
      children
    );
  }
}
