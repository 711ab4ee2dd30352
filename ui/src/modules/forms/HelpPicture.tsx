import { App, Button, Flex, Form, Upload } from 'antd'
import { useTranslation } from 'react-i18next'

const LARGEST = 280_000

type PictureProps = { picture: string | null | undefined; disabled: boolean; onChange: (picture: string | null) => void }

/** A picture travels inside the form, so it is made small first. */
export function HelpPicture({ picture, disabled, onChange }: PictureProps) {
  const { t } = useTranslation('forms')
  const { message } = App.useApp()
  const choose = async (file: File) => {
    const small = await smallPicture(file).catch(() => undefined)
    if (small && small.length <= LARGEST) onChange(small)
    else message.error(t('fault.picture'))
  }
  return (
    <Form.Item label={t('edit.picture')}>
      <Flex gap="small" align="center">
        {picture && <img className="editor-picture" src={picture} alt="" />}
        <Upload
          accept="image/png,image/jpeg,image/webp"
          showUploadList={false}
          disabled={disabled}
          beforeUpload={(file) => {
            choose(file)
            return false
          }}
        >
          <Button>{t('edit.choosePicture')}</Button>
        </Upload>
        {picture && <Button onClick={() => onChange(null)}>{t('edit.dropPicture')}</Button>}
      </Flex>
    </Form.Item>
  )
}

async function smallPicture(file: File) {
  const bitmap = await createImageBitmap(file)
  const scale = Math.min(1, 900 / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return canvas.toDataURL('image/jpeg', 0.8)
}
