import {useState} from 'react';
import {useAppState, useModel} from '../base/use-model.ts';
import {LinePage} from './LinePage.tsx';

const QUESTION = ['', ' Welcome to natter.', '', ' What should others call you?', ''];

/** Asks for a name, once, and gets out of the way. */
export function FirstRun({columns, rows}: {readonly columns: number; readonly rows: number}) {
  const {actions, ui} = useModel();
  const madeUp = useAppState(state => state.self?.name ?? '');
  const [problem, setProblem] = useState<string | null>(null);

  const skip = () => ui.setState({staysUnnamed: true});
  const submit = (chosen: string) => {
    if (chosen.trim() === '') {
      skip();
    } else {
      void actions.rename(chosen).then(setProblem);
    }
  };
  return (
    <LinePage
      {...{columns, rows}}
      above={QUESTION}
      hint={problem ?? `Enter takes it. Esc goes on as ${madeUp}.`}
      isProblem={problem !== null}
      onSubmit={submit}
      onLeave={skip}
    />
  );
}
