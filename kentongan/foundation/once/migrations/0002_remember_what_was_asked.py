from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("once", "0001_remember_answers")]
    operations = [
        migrations.AddField(
            model_name="doneonce", name="asked", field=models.BinaryField(default=b"")
        ),
    ]
