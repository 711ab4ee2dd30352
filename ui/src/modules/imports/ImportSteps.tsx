import { Steps } from 'antd'
import { useTranslation } from 'react-i18next'

/** Bring the file, say what it holds, see what is wrong with it, see what came of it. */
export function ImportSteps({ step }: { step: 0 | 1 | 2 | 3 }) {
  const { t } = useTranslation('imports')
  return (
    <Steps
      size="small"
      current={step}
      className="import-steps"
      responsive={false}
      items={[{ title: t('steps.file') }, { title: t('steps.columns') }, { title: t('steps.check') }, { title: t('steps.done') }]}
    />
  )
}
